const rows = [
  'january januar jänner janvier enero gennaio janeiro januari styczeń stycznia ocak leden ledna января',
  'february februar feber février fevrier febrero febbraio fevereiro februari lutego şubat února февраля',
  'march märz mars marzo março maart marca mart března марта',
  'april avril abril aprile kwietnia nisan dubna апреля',
  'may mai mayo maggio maio mei maj maja mayıs května мая',
  'june juni juin junio giugno junho czerwca haziran června июня',
  'july juli juillet julio luglio julho lipca temmuz července июля',
  'august août aout agosto augustus augusti sierpnia ağustos srpna августа',
  'september septembre septiembre setiembre settembre setembro września eylül září сентября',
  'october oktober octobre octubre ottobre outubro października ekim října октября',
  'november novembre noviembre novembro listopada kasım listopadu ноября',
  'december dezember décembre decembre diciembre dicembre dezembro desember grudnia aralık prosince декабря',
]
const short =
  'jan ene gen|feb fév fev|mar mär mrz|apr avr abr|may mai|jun juin|jul juil lug|aug août ago|sep sept set|oct okt ott|nov|dec dez déc dic'

const monthByName = new Map<string, number>()
for (const [at, row] of rows.entries()) for (const name of row.split(' ')) monthByName.set(name, at + 1)
for (const [at, row] of short.split('|').entries())
  for (const name of row.split(' ')) if (!monthByName.has(name)) monthByName.set(name, at + 1)

/** Number of a month from its name in one of some dozen languages, 1 to 12, or null. */
export function monthNumber(name: string): number | null {
  return monthByName.get(name.toLowerCase()) ?? null
}
