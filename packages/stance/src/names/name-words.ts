const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Words that stand before or after a name and say what its bearer is. */
export const TITLE_WORDS = words(`
president prime minister chancellor secretary general secretary-general foreign defence defense interior finance economy economic trade justice health energy environment
commerce transport home education labour labor culture agriculture climate immigration treasury housing digital sen rep gov mr mrs ms miss dr sir lord lady dame baroness baron king queen prince princess pope senator
senators congressman congresswoman representative governor speaker spokesman spokeswoman spokesperson chief leader head deputy vice first second third chairman chairwoman chair chairperson co-chair
commissioner ambassador judge attorney solicitor colonel gen lt col maj adm admiral captain sergeant major brigadier marshal premier pm mp mep msp mps taoiseach tanaiste prof professor press state former ex ex-president house
majority minority republican democrat democratic tory conservative socialist liberal green national security adviser advisor council councillor councilman councilwoman alderman
affairs policy director executive ceo cfo boss supremo diplomat shadow acting outgoing interim incoming incumbent opposition party parliamentary far-right far-left left-wing right-wing centrist
hardliner counterpart colleague retired monsieur lawmaker lawmakers deputies regional industry business analyst expert economist scientist researcher historian lawyer military political bishop archbishop cardinal rabbi imam reverend rev
farmer dealer high co-leader co-founder founder president-elect mayor sheriff union activist campaigner veteran billionaire magnate tycoon journalist author columnist commander envoy negotiator
whip manager coach actor actress singer trustee registrar superintendent principal headteacher officer inspector constable detective district circuit chancellor-designate plumber baker butcher builder carpenter electrician nurse doctor surgeon teacher pensioner student waiter hairdresser fisherman driver cyclist dentist vet engineer architect novelist poet historian philosopher theologian filmmaker rapper footballer landlord tenant trader banker investor entrepreneur pollster strategist consultant attorney prosecutor magistrate ombudsman elder comrade resident neighbour neighbor shopkeeper owner
`)

/** Nouns for a person in an office or part: "the minister", "a spokesman for". */
export const ROLE_NOUNS = words(`
president chancellor leader minister premier spokesman spokeswoman spokesperson secretary chief head senator governor official officials general speaker chairman chairwoman chair
diplomat ambassador commissioner judge congressman congresswoman lawmaker politician taoiseach king queen pope pm boss adviser advisor deputy source sources executive president-elect
billionaire candidate representative colleague counterpart host mayor envoy negotiator economist lawyer attorney professor researcher analyst expert activist campaigner councillor
director founder co-founder owner farmer commander premier-elect prince bishop archbishop veteran author columnist democrat republican conservative socialist mp mep whip critic ceo
`)

/** Nouns for a governing body that speaks as its country or place does. */
export const GOVERNMENT_NOUNS = words(
  `government administration ministry authorities cabinet side leadership regime army military presidency chancellery embassy mission`,
)

/** Nouns that end the name of an organisation. */
export const ORGANISATION_NOUNS = words(`
party ministry commission council association federation union house senate parliament congress court democrats greens republicans conservatives liberals alliance agency institute organization organisation committee
group bank university college school foundation office department league authority rally assembly chamber administration government tories socialists company corp inc ltd plc gmbh ag motors motor coalition front
movement society network centre center board army service church confederation industries airlines airways unit watch international fund campaign trust club bureau bloc forum partnership laboratory labs
holdings capital partners media times post journal guild syndicate cooperative commissioners hospital clinic museum police brigade corps initiative think-tank caucus taskforce legislature ombudsman regulator
`)

/** Nouns for a loose group of people or states that can hold a position. */
export const GROUP_NOUNS = words(`
people voters citizens public respondents residents adults allies members countries nations states cities towns regions governments capitals leaders ministers lawmakers politicians experts critics supporters opponents officials
diplomats workers unions farmers residents parents teachers students businesses companies carmakers manufacturers activists campaigners protesters democrats republicans conservatives liberals greens
socialists doctors scientists economists lawyers drivers motorists owners retailers employers employees traders shopkeepers landlords tenants mps meps senators deputies councillors groups
`)

/** Nouns that end the name of a street, a square or a piece of land. */
export const PLACE_NOUNS = words(`
street road lane avenue boulevard square bridge quay alley terrace crescent station airport harbour harbor river lake bay valley mountains hill hills island islands sea ocean gate hotel palace
`)

/** Parts of a name that are written small. */
export const NAME_PARTICLES = words(`de la le von van der den bin ibn al el da di du dos das ten ter y e af av zu`)

/** Capitalised words that begin no name. */
export const NO_NAME = words(`
the a an in on at but and or if when while as he she it they we i you his her their our its this that these those there what who why how for from with after before no not so yet even some most many several
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december however meanwhile earlier later both only western european eastern northern southern
europe west east north south asked according one two three four five six seven eight nine ten asian african photo image video read more jan feb mar apr jun jul aug sept sep oct nov dec christmas easter let now then here nor neither also last next speaking under
over against by to of is was were are be been do does did had has have all each every my your such other another since until although though because despite during unlike like instead still never nothing none nobody yes well
just telegram twitter facebook x instagram youtube reddit whatsapp english olympic olympics bible internet god sir-madam say says said tell told will would can could should must may might shall yesterday today tomorrow tonight
perhaps maybe indeed moreover furthermore finally first second third whether where which whose whom than too very much few little less least rather quite almost about above across along among around behind below beneath beside
between beyond despite down except inside into near off onto out outside past per round through throughout toward towards up upon via within without am pm gmt est cet covid covid-19 ii iii iv ok okay no. mon tue wed thu fri sat sun
opinion editorial comment analysis update breaking exclusive watch live see also isn aren couldn't didn't doesn't don't won't hasn't haven't isn't wasn't weren't can't
europeans africans asians westerners muslims christians jews catholics him them us me himself herself themselves itself everyone everybody someone somebody anyone anybody everything something anything ours theirs hers asked asking once twice again
`)
