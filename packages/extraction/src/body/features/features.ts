import type { Feature } from './feature.ts'
import { neighbourFeatures } from './neighbour-features.ts'
import { placeFeatures } from './place-features.ts'
import { textFeatures } from './text-features.ts'

/** What can be asked about a block, by name. */
export const features: Readonly<Record<string, Feature>> = { ...textFeatures, ...placeFeatures, ...neighbourFeatures }
