export { RedisInUseError, RedisNotFoundError, RedisStartError } from './errors.ts'
export { findRedis } from './find-redis.ts'
export { type EmbeddedRedis, type StartRedisOptions, startRedis } from './start-redis.ts'
