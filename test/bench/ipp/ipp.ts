// The area "ipp": File > Print, from the side of the computers and phones that use it.
import type { Area } from '../area.ts';
import { heldJobs } from './held-jobs.ts';
import { printerAttributes } from './printer-attributes.ts';
import { rasterIn } from './raster-in.ts';
import { slowClients } from './slow-clients.ts';

export const ipp: Area = {
  name: 'ipp',
  packages: ['cups', 'cups-client', 'cups-ipp-utils'],
  measures: [heldJobs, printerAttributes, rasterIn, slowClients],
};
