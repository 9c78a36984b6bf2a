import type { StreamReaders } from '../stream-readers.ts'

export declare function socketIoReaders(url: string, count: number): Promise<StreamReaders>
