const names = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Common first names of women, folded; a small aid for pronouns, never needed. */
const WOMEN = names(`
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca sharon laura cynthia kathleen amy angela
shirley anna brenda pamela emma nicole helen samantha katherine catherine christine debra rachel carolyn janet maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea
cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte marie
kayla alexis lori hillary nikki condoleezza kamala ursula marine giorgia christine ingrid annalena kaja sanna mette magdalena katarina natalia olga elena irina svetlana tatiana yulia oksana claudia paula lucia carmen isabel ines
agnieszka ewa zuzana eva petra sabine monika birgit sahra heidi hedwig greta astrid sofia freya fatima aisha leila amina yasmin priya indira sunita mei ling yuki keiko angelina clara rosa nora josefina pilar valentina
theresa liz nicola priti suella yvette rachel jacinda julia gillian penny tanya marjorie lindsay nadia elina evika kersti dalia viola maia salome zuzana beata wendy mirela fiona
`)
/** Common first names of men, folded. */
const MEN = names(`
james robert john michael david william richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey ryan jacob gary nicholas
eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond jack dennis jerry tyler aaron jose adam nathan henry douglas zachary peter kyle noah ethan jeremy walter christian keith
roger terry austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe logan alan juan albert willie elijah wayne randy vincent mason roy ralph bobby russell bradley philip barack bernie ted
marco jeb mitch mike pete tim tom bill bob jim dan ben chuck rand ed boris keir rishi tony gordon nigel jeremy emmanuel olaf friedrich viktor vladimir dmitry sergey sergei mikhail volodymyr donald petr pavel jens joseph
antonio luigi matteo giuseppe mario pedro pablo carlos luis miguel francisco jorge manuel fernando diego hans klaus karl wolfgang heinz jurgen stefan markus jan piotr andrzej mateusz radoslaw tomasz robert peter istvan laszlo
ivan andrei alexei oleg igor yuri boris mohammed muhammad ahmed ali hassan hussein ibrahim omar abdullah recep benjamin yair narendra xi wang li kim shinzo fumio ulf lars erik bjorn magnus mikael sauli alexander antti
gerard francois jean pierre nicolas bruno gabriel stephane sebastien eric olivier luc mark justin stephen scott kevin malcolm anthony walt hollis marek oliver caspar valdis edi
`)

/** The pronoun a first name suggests, if it suggests one. */
export function pronounOfFirstName(key: string): 'he' | 'she' | null {
  if (WOMEN.has(key)) return MEN.has(key) ? null : 'she'
  return MEN.has(key) ? 'he' : null
}
