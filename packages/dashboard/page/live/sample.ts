import type { GetLine } from '../api/answers.ts'

/** How the whole line stands at one moment, as `/v1/live` tells it each second; what Redis or the archive cannot tell now is `null`. */
export type Sample = GetLine

export type StageSample = Sample['line']['stages'][number]
export type WorkerSample = Sample['workers'][number]
export type ConsumerSample = Sample['consumers'][number]
export type Alarm = Sample['alarms'][number]
