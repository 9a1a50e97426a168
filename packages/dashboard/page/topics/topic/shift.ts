import type { ListTopicChanges } from '../../api/answers.ts'

/** A holder who stands elsewhere than before. */
export type Shift = ListTopicChanges['items'][number]

/** What tells a change from the others. */
export const shiftKey = ({ holderId, articleId, statedAt }: Shift): string => `${holderId} ${articleId} ${statedAt}`
