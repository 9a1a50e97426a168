export { type Line, openBullQueues, openPublisher, type Publisher } from './bull.ts'
export { checkRedis, type RedisVerdict } from './check-redis.ts'
export { type Door, type Full, type Offer, openDoor, openEdge, runBytes } from './edge.ts'
export { every } from './every.ts'
export { type FailedBatches, openFailedBatches, type SettledJob } from './failed-batches.ts'
export type { Fate, KeptReason, Tally } from './failed-fate.ts'
export type { FailedFilter } from './failed-filter.ts'
export { type FailedGroup, groupFailed } from './failed-groups.ts'
export type { FailedJob } from './failed-job.ts'
export { type FailedJobs, openFailedJobs } from './failed-jobs.ts'
export { readFailedRecord } from './failed-record.ts'
export type { ChosenJob } from './failed-sets.ts'
export { type HandedIn, type HandOver, openHandOver } from './hand-over.ts'
export { heapOptions } from './heap-options.ts'
export { type JobCensus, type JobOfRun, openJobCensus } from './job-census.ts'
export {
  type JobHead,
  type JobStanding,
  jobStandings,
  type LineJob,
  type LineJobs,
  readHeaded,
  readJobHeads,
  readLineJob,
  readLineJobs,
} from './line-jobs.ts'
export { type Logger, openLog } from './log.ts'
export { type Memory, readMemory } from './memory.ts'
export { end, later, MissingBodyError, type Outcome, PermanentError, pass, stop } from './outcome.ts'
export { followPause, isQueuePaused, resumeQueue, type StagePauses } from './pauses.ts'
export { openQueueStates, type QueueState, type QueueStates, readQueueStates } from './queue-states.ts'
export { openRedis, untilReady } from './redis.ts'
export { openRedisLife, type RedisLife } from './redis-life.ts'
export { type PreparedReplay, startReplayLane } from './replay-lane.ts'
export { readRunJobs } from './run-jobs.ts'
export { type LifeConfig, runService, type Service } from './run-service.ts'
export { runStage } from './run-stage.ts'
export type { Announcer } from './settle.ts'
export { type Handle, type StageOptions, stageOptions, type Work } from './stage.ts'
export { type StageTally, type StageWorkload, workloadOf } from './stage-pace.ts'
export { startLostRunSweep } from './sweep-lost.ts'
export { type MakeWork, openThreads, ThreadDiedError, type Threads } from './threads.ts'
export { openWhereabouts, type Whereabouts } from './whereabouts.ts'
export { readWorkerNotes, startWorkerNote, type WorkerNote } from './worker-notes.ts'
