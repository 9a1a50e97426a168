/** Well-known organisations: usual name | other names. Local bodies are recognised by their head noun instead. */
export const ORGANISATIONS = `
NATO|North Atlantic Alliance,North Atlantic Treaty Organization,North Atlantic Treaty Organisation
European Union|EU,E.U.,European bloc,Brussels
European Commission|EU Commission,EU executive
European Parliament|EU Parliament
European Council|
European Central Bank|ECB
United Nations|UN,U.N.
UN Security Council|United Nations Security Council
World Health Organization|WHO,World Health Organisation
World Trade Organization|WTO,World Trade Organisation
International Monetary Fund|IMF
World Bank|
International Criminal Court|ICC
International Court of Justice|ICJ
African Union|AU
Arab League|
ASEAN|Association of Southeast Asian Nations
OPEC|
OECD|
G7|Group of Seven
G20|
BRICS|
Council of Europe|
US Congress|Congress,U.S. Congress,Capitol Hill
US Senate|U.S. Senate
US House of Representatives|House of Representatives,U.S. House of Representatives
US Supreme Court|U.S. Supreme Court
Federal Reserve|Fed
House of Commons|Commons
House of Lords|Lords
Bundestag|German Bundestag
Bundesrat|
Knesset|
State Duma|Duma
Amnesty International|
Human Rights Watch|
Greenpeace|
Red Cross|International Committee of the Red Cross,ICRC
Hamas|
Hezbollah|
Taliban|
`
