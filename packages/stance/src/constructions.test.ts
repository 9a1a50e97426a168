import { describe, expect, it } from 'vitest'
import { classifyStance } from './classify-stance.ts'
import { compileTopic } from './topic/compile-topic.ts'

const port = compileTopic({
  id: 'port-expansion',
  title: 'Port expansion',
  proposition: 'The city of Elden should expand its container port.',
  keywords: { must: [['port', 'harbour', 'terminal']] },
  action: {
    enact: ['expand', 'enlarge', 'build'],
    undo: ['scrap', 'halt', 'shelve', 'freeze'],
    objects: ['port', 'container port', 'terminal', 'third terminal'],
  },
  vehicles: ['expansion', 'port plan'],
})
const scooters = compileTopic({
  id: 'scooter-ban',
  title: 'Scooter ban',
  proposition: 'The city of Elden should ban rental scooters.',
  keywords: { must: [['scooter', 'scooters']] },
  action: {
    enact: ['ban', 'outlaw', 'prohibit'],
    undo: ['lift', 'postpone', 'overturn'],
    objects: ['scooters', 'rental scooters'],
  },
})

function stanceOf(topic: typeof port, opening: string, sentence: string): string {
  const article = { title: null, text: `${opening}\n\n${sentence}\n\nThe council meets on Thursdays.`, language: 'en' }
  return (
    classifyStance(topic, article).positions.find((position) => position.holder === 'Karim Haddad')?.stance ?? 'none'
  )
}

/** One line each: the stance a careful reader gives Karim Haddad, and the sentence. */
const ABOUT_PORT = `
support|Karim Haddad said he was in favour of the expansion.
oppose|Karim Haddad said he was not in favour of the expansion.
oppose|"This is the wrong port in the wrong place," Karim Haddad said.
oppose|"We don't want a third terminal," said Karim Haddad.
support|Karim Haddad, who runs the pilots' union, threw his weight behind the port plan.
oppose|Karim Haddad argued that enlarging the port would destroy the mudflats.
support|Karim Haddad argued that without a third terminal the city would lose thousands of jobs.
oppose|Karim Haddad voted against expanding the port.
support|Karim Haddad voted to expand the port.
oppose|Karim Haddad urged the council to scrap the expansion.
support|Karim Haddad urged the council not to scrap the expansion.
oppose|Karim Haddad described the plan to enlarge the port as reckless.
support|Karim Haddad dismissed claims that the port expansion would hurt fishermen.
oppose|Critics, including Karim Haddad, say the terminal is a waste of public money.
oppose|Karim Haddad ruled out expanding the port.
support|Karim Haddad did not rule out expanding the port.
support|Karim Haddad refused to rule out expanding the port.
oppose|Karim Haddad denied that the city was planning to expand the port.
oppose|Karim Haddad vowed to block the third terminal.
support|Karim Haddad promised to build the third terminal.
oppose|Karim Haddad withdrew his support for the port expansion.
oppose|For Karim Haddad, the port plan is a mistake.
oppose|Karim Haddad questioned whether the port needed to be expanded at all.
oppose|The expansion was condemned by Karim Haddad.
support|The expansion has the backing of Karim Haddad.
oppose|The expansion drew sharp criticism from Karim Haddad.
mixed|Karim Haddad would accept a bigger port only if the mudflats are protected.
oppose|Karim Haddad: no third terminal
oppose|Karim Haddad does not believe the port should be expanded.
oppose|Karim Haddad has no plans to expand the port.
oppose|Karim Haddad warned of the consequences of a larger port.
support|Karim Haddad warned against abandoning the expansion.
support|Karim Haddad criticised the decision to shelve the expansion.
support|Karim Haddad rejected calls to scrap the expansion.
oppose|Karim Haddad backed calls to scrap the expansion.
support|Karim Haddad said scrapping the expansion would be a mistake.
support|Karim Haddad praised the mayor's decision to build a third terminal.
none|Karim Haddad said the council would vote on the expansion in May.
none|Karim Haddad declined to comment on the expansion.
none|Karim Haddad attended a meeting about the port.
none|Lena Ortiz, a friend of Karim Haddad, opposes the expansion.
none|The council asked whether Karim Haddad supported the expansion.`

const ABOUT_SCOOTERS = `
support|Karim Haddad said scooters should be banned.
oppose|Karim Haddad said scooters should not be banned.
support|"Scooters are dangerous," Karim Haddad said.
oppose|Karim Haddad called the ban a gift to the car lobby.
oppose|Karim Haddad defended scooters as a green way to travel.
oppose|Karim Haddad called for the ban to be lifted.
support|Karim Haddad said lifting the ban would be a mistake.
oppose|Karim Haddad sued the city over the scooter ban.
support|Karim Haddad wants scooters banned.
support|Karim Haddad did not rule out a ban on scooters.
oppose|Karim Haddad warned that banning scooters would put more cars on the road.
support|Karim Haddad said scooters had no place in the old town.
oppose|Karim Haddad asked the court to overturn the ban.
none|Karim Haddad rents out scooters in the old town.`

const rows = (table: string): [string, string][] =>
  table
    .trim()
    .split('\n')
    .map((line) => line.split('|'))
    .map(([stance = '', sentence = '']) => [stance, sentence])

describe('constructions, where the action adds something', () => {
  it.each(rows(ABOUT_PORT))('reads %s in: %s', (stance, sentence) => {
    expect(
      stanceOf(port, 'The city council of Elden will decide in May whether to expand the container port.', sentence),
    ).toBe(stance)
  })
})

describe('constructions, where the action takes something away', () => {
  it.each(rows(ABOUT_SCOOTERS))('reads %s in: %s', (stance, sentence) => {
    expect(
      stanceOf(scooters, 'The city council of Elden will decide in May whether to ban rental scooters.', sentence),
    ).toBe(stance)
  })
})
