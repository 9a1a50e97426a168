import { parentPort, workerData } from 'node:worker_threads'
import { type Examples, growForest } from '../grow-forest.ts'

parentPort?.postMessage(growForest(workerData as Examples))
