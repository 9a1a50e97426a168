import { Counter, Gauge, type Registry } from 'prom-client'

type Value = readonly [labels: Readonly<Record<string, string>>, value: number]
type Described = { readonly name: string; readonly help: string }

/** Puts a number that goes up and down into a registry, once for each set of labels. */
export function gauge(registry: Registry, described: Described, values: number | readonly Value[]): void {
  const list = listOf(values)
  const metric = new Gauge({ ...described, labelNames: namesOf(list), registers: [registry] })
  for (const [labels, value] of list) metric.set(labels, value)
}

/** Puts a number that only goes up into a registry. */
export function counter(registry: Registry, described: Described, values: number | readonly Value[]): void {
  const list = listOf(values)
  const metric = new Counter({ ...described, labelNames: namesOf(list), registers: [registry] })
  for (const [labels, value] of list) metric.inc(labels, value)
}

function listOf(values: number | readonly Value[]): readonly Value[] {
  return typeof values === 'number' ? [[{}, values]] : values
}

function namesOf(values: readonly Value[]): string[] {
  return Object.keys(values[0]?.[0] ?? {})
}
