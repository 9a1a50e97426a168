import { loadConfig } from '@stancewire/config'
import { runService } from '@stancewire/runtime'
import { start } from './start.ts'

await runService('api', loadConfig, start)
