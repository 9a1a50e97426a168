export { Topic } from './topic.ts'
export {
  ArticleKind,
  ArticleStance,
  AttributionMode,
  HolderType,
  Relation,
  Stage,
  Stance,
  StanceStatus,
  StopReason,
  Strength,
  SubStance,
} from './vocabulary.ts'
