import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder, runCommand, tramTopic } from '../test/command.ts'

const onTopic = 'The town will build a tram line to the harbour, the mayor said of the tram on Monday.'
const article = (id: string | number, text: string, isOn?: boolean) =>
  JSON.stringify({ id, title: `Article ${id}`, text, onTopic: isOn })

async function check(articles?: readonly string[], topic = tramTopic) {
  await using folder = await aFolder({ 'topic.yaml': topic, 'articles.ndjson': (articles ?? []).join('\n') })
  const args = articles ? ['--articles', join(folder.path, 'articles.ndjson')] : []
  return await runCommand(['topics', 'check', join(folder.path, 'topic.yaml'), ...args])
}

describe.concurrent('topics check', () => {
  it('says that a topic file can be used, and hints at what would make it better', async () => {
    const [full, bare] = await Promise.all([check(), check(undefined, tramTopic.replace(/^action:[\s\S]*/m, ''))])
    expect(full).toMatchObject({ code: 0, out: expect.stringMatching(/topic\.yaml: topic tram-line can be used\n$/) })
    expect(bare.out.match(/hint: /g)).toHaveLength(3)
  })

  it('names file and line of every mistake', async () => {
    const { code, out, err } = await check(undefined, tramTopic.replace('id: tram-line', 'id: Tram Line\nnope: 1'))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/topic\.yaml:1: id: found "Tram Line", expected lower-case/)
    expect(err).toMatch(/topic\.yaml:2: nope: found 1, expected no such key/)
  })

  it('tells precision and recall on labelled articles, and marks where it is wrong', async () => {
    const { code, out } = await check([
      article(1, onTopic, true),
      article('b', onTopic, false),
      article('c', 'The choir sang on Sunday.', true),
      article('d', 'The choir sang on Sunday.', false),
      'junk',
      '{"id":"e"}',
    ])
    expect(code).toBe(0)
    expect(out).toMatch(/^on topic +\d\.\d\d {2}1 {2}Article 1$/m)
    expect(out.match(/ WRONG /g)).toHaveLength(2)
    expect(out).toMatch(/articles\.ndjson:5: .*skipped/)
    expect(out).toMatch(/articles\.ndjson:6: .*skipped/)
    expect(out).toContain('2 of 4 articles are on the topic; precision 50 %, recall 50 %')
  })

  it('counts alone where nothing is labelled, and tells of no share where there is nothing to share', async () => {
    const choir = 'The choir sang on Sunday.'
    const [counted, shared] = await Promise.all([check([article('a', onTopic)]), check([article('a', choir, false)])])
    expect(counted.out).toMatch(/1 of 1 articles are on the topic\n$/)
    expect(shared.out).toMatch(/0 of 1 articles are on the topic; precision none, recall none\n$/)
  })

  it('says which file of articles cannot be read', async () => {
    await using folder = await aFolder({ 'topic.yaml': tramTopic })
    const file = join(folder.path, 'none.ndjson')
    const { code, err } = await runCommand(['topics', 'check', join(folder.path, 'topic.yaml'), '--articles', file])
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/^\S+none\.ndjson cannot be read: /) })
  })
})
