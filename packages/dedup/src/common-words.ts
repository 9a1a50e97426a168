const words = (list: string): string[] => list.split(/\s+/).filter((word) => word !== '')

/** Grammatical words of European languages: they tell nothing of what an article reports, and no story is recognised by them. */
export const grammaticalWords: ReadonlySet<string> = new Set([
  ...words(`
    the of and a to in was on that for with as it at by from his but an they had not this also been were which when there their more about into than
    first other two could after only then some its over such out him most what is are be has have he she i we you who will would no nor so up all my
    me her our your them these those can just do did does done how where why because while during before between against under off own same too any
    each few both being through down again once here now get got many much may might must should us am if or one upon via per yet still even ever
    never always often however although though since until unless without within toward towards among amid around across along behind beyond near
    above below every either neither another others itself himself herself themselves whose whom else rather quite very well back away let make made
    makes like say says said saying told tell tells mr mrs ms dr don't didn't doesn't isn't wasn't won't can't couldn't wouldn't it's he's she's
    they're we're that's there's i'm i've we've you're
  `),
  ...words(`
    der die das den dem des ein eine einer eines einem einen und oder aber nicht auch auf aus bei mit nach von vor zu zum zur im in am an als wie für
    über unter durch gegen ist sind war waren wird werden wurde wurden hat haben hatte sich er sie es wir ihr dass noch nur so um
    le la les un une des du de et ou mais ne pas plus que qui quoi dont où dans en sur sous par pour avec sans est sont était été être avoir ont il elle
    ils elles nous vous se sa son ses leur leurs ce cette ces au aux
    el los las una unos unas y o pero no más del al por para con sin sobre entre es son fue fueron ser ha han había su sus se lo como que
    il lo gli uno e ma non più di da della delle dei nel nella con per tra è sono era stato ha hanno si suo sua che come
    os um uma e ou mas não mais do da dos das no na nos nas em por para com sem é são foi ser tem seu sua se que como
    het een van en of maar niet ook op uit bij met naar voor door tegen is zijn was waren wordt werd heeft hebben had zich hij zij dat deze die
    i w z na do nie się jest są był była było że to jak po za od ale oraz przez dla o u
    och att det som på är av för med till den har de inte om ett han var vi
    и в на не что с по как это он она они из за от до но для был была были его её их к у о об а же
  `),
])

/** Words that stand in news on anything: each stands for its inflected forms as well. */
export const newsWords: ReadonlySet<string> = new Set(
  words(`
    people year day week month time today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december morning night evening hour minute moment
    report reporter statement spokesman spokeswoman spokesperson official source agency news press media interview conference comment
    government country state city world national international public group member leader president minister party house police court law
    man woman child family home life work job company business school student team game
    add ask announce accord believe call claim come confirm continue decide expect explain find follow give go help hold include issue keep know lead
    leave live look mean meet move need offer open part pay place plan point provide put reach read receive release remain return run see seek seem
    send set show speak spend start stop support suggest take talk think try turn use want warn watch write
    new old last next early late long short big large small great good bad high low few several right left least full own second third three four
    five six seven eight nine ten hundred thousand million billion percent per number
    thing way end case fact question reason problem result change area side line kind lot bit
    really already almost likely possible able important different recent recently major local general special former current later earlier ago
    including despite whether something nothing everything someone anyone everyone together
    share photo image video click read related story article email newsletter subscribe comment copyright reuters ap afp associated getty file
  `),
)
