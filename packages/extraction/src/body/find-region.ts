import { type Container, commonContainer, homeOf, isWithin } from '../page/block.ts'
import { type BlockFacts, massByContainer } from './block-facts.ts'

/** Where the article's text stands. */
export interface Region {
  /** The container that holds all of it. */
  core: Container
  /** The containers whose direct children are its paragraphs. */
  homes: Set<Container>
  /** Signatures of those containers. */
  signatures: Set<string>
  /** Mass of the paragraphs in the homes. */
  mass: number
  /** Mass of the paragraphs in the heaviest home alone. */
  topMass: number
}

/** A step up the tree must add this share of text to be worth taking. */
const minGain = 0.12

function massOfHomes(facts: BlockFacts[]): Map<Container, number> {
  const homes = new Map<Container, number>()
  for (const fact of facts) {
    const home = homeOf(fact.block)
    homes.set(home, (homes.get(home) ?? 0) + fact.mass * (1 - fact.block.linkDensity))
  }
  return homes
}

function heaviest(homes: Map<Container, number>): Container | null {
  let best: Container | null = null
  let most = 0
  for (const [home, mass] of homes) {
    if (mass <= most) continue
    best = home
    most = mass
  }
  return best
}

/** Climbs from the heaviest home as long as that gathers more of the text, not above where the title joins. */
function climb(home: Container, masses: Map<Container, number>, ceiling: Container | null): Container {
  let core = home
  for (let at = home.parent; at; at = at.parent) {
    const gain = (masses.get(at) ?? 0) / Math.max(1, masses.get(core) ?? 0) - 1
    if (gain >= minGain) core = at
    if (at === ceiling) break
  }
  return core
}

function ceilingOf(home: Container, titleAt: Container | null): Container | null {
  if (!titleAt) return null
  const common = commonContainer(home, titleAt)
  const article = home.articleRoot
  return article && isWithin(article, common) ? article : common
}

/** Finds where most of the running text stands; null when the page has none. */
export function findRegion(inside: BlockFacts[], titleAt: Container | null): Region | null {
  const homes = massOfHomes(inside)
  const top = heaviest(homes)
  if (!top) return null
  const masses = massByContainer(inside, () => true)
  const core = climb(top, masses, ceilingOf(top, titleAt))
  const bodyHomes = new Set<Container>()
  let mass = 0
  const enough = 0.08 * (homes.get(top) ?? 0)
  for (const [home, held] of homes) {
    const isKin = home === top || home.signature === top.signature || held >= enough
    if (held === 0 || !isKin || !isWithin(home, core)) continue
    bodyHomes.add(home)
    mass += held
  }
  const signatures = new Set([...bodyHomes].map((home) => home.signature))
  return { core, homes: bodyHomes, signatures, mass, topMass: homes.get(top) ?? 0 }
}

/** Whether a container is one of the region's homes, was made by the same template, or stands in a row with one. */
export function isKin(home: Container, region: Region): boolean {
  if (region.homes.has(home)) return true
  if (home.tag === 'body' || home.tag === 'root') return false
  return region.signatures.has(home.signature)
}
