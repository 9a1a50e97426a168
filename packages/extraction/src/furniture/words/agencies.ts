/** News and photo agencies, in lower case: words that stand in credit lines of any language. */
export const agencies: string = `ap, associated press, the associated press, reuters, thomson reuters, afp, dpa, dpa infocom, epd, kna, sid,
    apa, sda, keystone, ansa, agi, adnkronos, askanews, efe, europa press, ep, lusa, agência lusa,
    agência brasil, agência estado, estadão conteúdo, folhapress, pap, imar, ukrinform, укрінформ, уніан, unian,
    інтерфакс україна, interfax, интерфакс, тасс, tass, риа новости, рбк, upi, pti, ani, ians, xinhua, kyodo,
    yonhap, bloomberg, pa, pa media, press association, belga, anp, ntb, tt, ritzau, stt, bta, mti, čtk, ctk,
    tanjug, hina, cp, the canadian press, canadian press, aap, agencies, agency, wire, wires, agenturen, agences,
    agence, agencias, agencia, agências, agenzie, agencje, агенції, агентства, imago, imago images, getty,
    getty images, picture alliance, shutterstock, alamy, sipa, zuma, epa, epa efe, istock, adobe stock,
    wikimedia commons, unsplash, pixabay, pexels, depositphotos`
