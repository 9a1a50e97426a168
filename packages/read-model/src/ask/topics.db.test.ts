import { describe, expect, it } from 'vitest'
import { databases } from '../../test/databases.ts'
import { classified, entry } from '../../test/events.ts'
import { project } from '../project/project.ts'
import { knownTopics } from './topics.ts'

describe.each(databases)('the topics of an archive, on $name', ({ openEmpty }) => {
  it('are those that an article is on, each once', async () => {
    await using database = await openEmpty()
    expect(await knownTopics(database)).toEqual([])
    const told = [
      ['a', 'tram-line'],
      ['b', 'harbour'],
      ['c', 'tram-line'],
      ['d', 'zoo'],
    ] as const
    await project(
      database,
      told.map(([name, topic]) => entry(classified(name, { topic }))),
    )
    expect(await knownTopics(database)).toEqual(['harbour', 'tram-line', 'zoo'])
  })
})
