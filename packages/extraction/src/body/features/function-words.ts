/** The commonest small words of languages in Latin and Cyrillic letters: running text is full of them, furniture is not. */
export const functionWords: ReadonlySet<string> = new Set(
  [
    'the of and to in a is that for on with as was it by at be from are this have not but has had his he they an which or we been their were who you will its would she her',
    'der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war haben nur oder aber vor zur bis mehr durch man sein wurde',
    'le la les des et du un une est dans qui pour au pas sur ne plus avec ce son sont mais il elle nous cette ont aux que par se en de',
    'el los las del y un una por con no su para al lo como más pero sus ya o este sí porque esta entre cuando muy sin sobre que se es en de la',
    'di il che è per non sono si da ha una della i gli dei nel alla anche più come con del in la',
    'do da em os não uma na dos mais seu sua foi ele ao são um com para por as que no de o e a',
    'van het een dat op te voor zijn met aan niet om ook naar die maar bij en de is',
    'och att det som på av är för till inte ett men jag från i en den med om',
    'og at det er til han hun ikke fra etter ble på av som for en et med den i de',
    'ja on ei se että oli hän mutta kun myös ovat niin kuin joka',
    'w z na i do się nie że jest jak po o to od za przez dla ale oraz tym',
    'v na se že je s do a o po za pro ale jak jsou ve',
    've bir bu için ile olarak çok daha da de en gibi sonra olan',
    'și în de la cu pe care nu din este un o că mai a fost',
    'és a az hogy nem is egy van meg de volt mint',
    'и в не на что с по как это за от к о из его для но он она они был было также у же',
    'і в не на що з як до та про за від він вона це який які для але був також у по',
    'и на за да се от с че в не по са като е',
    'dan yang di ini itu untuk dengan dari dalam pada tidak akan oleh ke juga',
  ]
    .join(' ')
    .split(' '),
)
