// A conversion server with what this machine converts with: the same sandbox, workers and office as the built-in converter.
import { openRooms } from '../convert-rooms.ts';
import type { Log } from '../deps.ts';
import type { OfficeSettings } from '../office/office-host.ts';
import type { ConverterConfig } from './config.ts';
import { type ConvertServer, runConvertServer } from './run-convert-server.ts';

/** Rejects with a sentence when the token file cannot be read or no folder can be made. */
export function startConvertServer(config: ConverterConfig, log: Log): Promise<ConvertServer> {
  return runConvertServer(config, log, async (blobs, dataDir) => {
    // The edge server's, which come with each document; they are the same for all but in the moment they are changed.
    let settings: OfficeSettings = {};
    const rooms = await openRooms({ dataDir, log, settings: () => settings });
    return {
      engineFor: rooms.engineFor,
      roomsFor: (original) => rooms.roomsFor(blobs, original),
      setLimits: ({ timeLimitMs, memoryBytes, maxOutputBytes, media }) => {
        const paper = media === 'iso_a4_210x297mm' ? 'a4' : 'letter';
        settings = { timeLimitMs, memoryBytes, maxOutputBytes, paper };
      },
      warmOffice: rooms.office.warm,
      close: rooms.close,
    };
  });
}
