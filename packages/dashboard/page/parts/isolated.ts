// Letters that are written from right to left, and signs that turn the direction.
const turning = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** Foreign text for a sentence where no element can hold it, such as a title: what turns the direction of writing in it ends with it. */
export function isolated(text: string): string {
  return turning.test(text) ? `\u2068${withinBounds(text)}\u2069` : text
}

/** Without the signs that would end the isolation early. */
function withinBounds(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '')
}
