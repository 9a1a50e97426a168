/** A stage as the line's picture calls it. */
export function stageTitle(stage: string): string {
  return stage.replaceAll('-', ' ').toUpperCase()
}
