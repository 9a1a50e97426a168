import { When } from './when.tsx'

const instant = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z)/

/** A sentence of the API, with each instant in it as the viewer's time. */
export function Told({ text }: { readonly text: string }) {
  return <>{text.split(instant).map((part, at) => (at % 2 === 1 ? <When at={part} how="date" key={part} /> : part))}</>
}
