/** The configuration cannot be used. Each fault says where it stands, what was found and what is expected. */
export class ConfigError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[], options?: ErrorOptions) {
    super(faults.join('\n'), options)
    this.name = 'ConfigError'
    this.faults = faults
  }
}
