// Every limit of the document engine, each with its reason. Documents are hostile until they are proven harmless (threats T26, T28 to T31).

/** Milliseconds a conversion may take: the sandbox's cap in delivery-and-mail section 9. The worker is then killed. */
export const CONVERT_TIME_MS = 60_000;

/** Milliseconds looking a document over may take: every PDF ends converted or refused within 20 s (threat T29). */
export const INSPECT_TIME_MS = 20_000;

/** Milliseconds one preview page may take: nobody waits longer at a panel, and the next user needs the worker. */
export const PREVIEW_TIME_MS = 15_000;

/**
 * Milliseconds after which a preview shows what is drawn so far, marked as incomplete: a page of hundreds of
 * transparent layers takes every renderer 15 s, and half a picture tells a person which document it is.
 */
export const PREVIEW_DRAW_MS = 6_000;

/** Milliseconds for looking a document over with colour; if one page alone overruns this, it is looked over again without. */
export const INSPECT_WITH_COLOUR_MS = 8_000;

/** Milliseconds a worker may take from start to ready: 0.2 s is usual, a cold disk on a loaded small machine has taken 5 s. */
export const START_TIME_MS = 20_000;

/** Pages of one document unless the caller says otherwise: 500 is the sandbox's cap and one ream of paper. */
export const MAX_PAGES = 500;

/** Pages whose page size is read at most, whatever the caller allows: one row of facts must stay small. */
export const MAX_PAGES_HARD = 20_000;

/**
 * Bytes of a PDF: PDFium's file access counts in signed 32 bit. The submission limit (1 GB by default, row A14)
 * lies below, and the file is read in pieces, so its size costs no memory.
 */
export const MAX_PDF_BYTES = 2 ** 31 - 1;

/** Bytes of an image file: libvips wants the file whole, and 128 MiB holds a 100 megapixel PNG photograph. */
export const MAX_IMAGE_BYTES = 128 * 1024 * 1024;

/** Bytes of a text or HTML file: 20 MB are 4,000 full pages at least, and ten times what any mail or log that is printed has. */
export const MAX_TEXT_BYTES = 20 * 1000 * 1000;

/** Pixels of an image, read from its header before anything is decoded: the largest phones take 200 megapixels (16320 x 12240). */
export const MAX_IMAGE_PIXELS = 200_000_000;

/** Pixels of an image that must be decoded in full (not a JPEG that is passed on): 100 megapixels are 300 MB of RGB at worst. */
export const MAX_DECODED_PIXELS = 100_000_000;

/** Pixels of an image whose decoder holds all of it at once (HEIC, AVIF, WebP, GIF, BMP, interlaced PNG): the largest phones' HEIC has 49 million. */
export const MAX_WHOLE_PIXELS = 50_000_000;

/** Bytes of one strip or tile of a TIFF when decoded, which a decoder holds whole: a colour page of 600 dpi stored as one piece is 105 MB. */
export const MAX_PIECE_BYTES = 160 * 1024 * 1024;

/** Bytes of an SVG: detailed maps have some megabytes, and a parser needs many times that. */
export const MAX_SVG_BYTES = 16 * 1024 * 1024;

/** Pixels per inch of paper that a decoded picture keeps: printers' own screens show no more, and the PDF stays small. */
export const MAX_PICTURE_PPI = 600;

/** Pixels per inch at which a drawing (SVG) is turned into pixels: the usual resolution of office printers' colour pages. */
export const DRAWING_PPI = 300;

/** Bytes of one picture kept without loss; what does not shrink below this is a photograph, and becomes a JPEG of high quality. */
export const MAX_LOSSLESS_BYTES = 16 * 1024 * 1024;

/** Pixels of one side of a page of raster (PWG, URF), and of the whole page: A3 at 1200 dpi has 278 million. Lines are never written out, so they cost time only. */
export const MAX_RASTER_SIDE = 65_500;
export const MAX_RASTER_PIXELS = 300_000_000;

/** Bytes of the heap of the HEIC decoder (WebAssembly): 49 million pixels take 300 MB. The heap cannot grow past it. */
export const MAX_HEIC_BYTES = 512 * 1024 * 1024;

/** Pixels of one side of an image: JPEG's own limit, and more than any printer addresses. */
export const MAX_IMAGE_SIDE = 65_500;

/** Pixels of one preview: 4096 x 4096 RGBA is 64 MiB. Checked before rendering: a 200 inch page must not decide its own bitmap. */
export const MAX_PREVIEW_PIXELS = 4096 * 4096;

/** Bytes of the PDFium heap: the sandbox's memory cap in delivery-and-mail section 9. The heap cannot grow past it. */
export const MAX_WASM_BYTES = 1024 * 1024 * 1024;

/** Megabytes of the worker's JavaScript heap: it holds only small objects, pixels live outside it. */
export const MAX_OLD_SPACE_MB = 256;

/** Bytes of result that may come back over IPC: more would be a burden on the server's own memory. */
export const MAX_REPLY_BYTES = 64 * 1024 * 1024;

/** Bytes of a PDF that is made of pictures, raster or text unless the caller says otherwise: the default of the setting for print documents. */
export const MAX_MADE_BYTES = 256 * 1024 * 1024;

/** Bytes of one page of raster without loss, which is gathered before it is known whether it becomes a JPEG: a photograph on A3 at 600 dpi has 200 MB. */
export const MAX_RASTER_PAGE_BYTES = 256 * 1024 * 1024;

/** Milliseconds between words on how far a request is: people see no more. */
export const PROGRESS_MS = 200;

/** Requests after which a worker is replaced, so that no slow leak of a parser lives on. 60 documents showed none. */
export const RESTART_AFTER_JOBS = 500;

/** Bytes resident after which an idle worker is replaced: a WASM heap never shrinks after one heavy document. */
export const RESTART_ABOVE_RSS = 400 * 1024 * 1024;

/** Milliseconds spent looking for colour in one document: the walk-up must not wait for it; pages not reached are "unknown". */
export const COLOUR_BUDGET_MS = 1500;

/** Longer side in pixels of the sample a page's colour is judged by: 14 dpi on A4 still shows one coloured word. */
export const COLOUR_SAMPLE_PX = 160;

/** Difference between the largest and smallest of R, G and B from which a pixel is coloured: JPEG noise in grey stays below. */
export const COLOUR_THRESHOLD = 24;

/** Bytes of one cached piece and number of pieces when PDFium reads: it asks for 512 bytes at a time. 4 MiB in all. */
export const READ_BLOCK_BYTES = 64 * 1024;
export const READ_BLOCKS = 64;

/** Milliseconds one band of a side may take, which is a side at most: a page that takes longer is broken or an attack, however many follow. */
export const DRAW_BAND_TIME_MS = 60_000;

/** Milliseconds a document may take to be laid out anew as a PDF: it is copied, not drawn. */
export const IMPOSE_TIME_MS = 60_000;

/** Bytes of a band as it is drawn: A4 and Letter at 300 dpi are one band, at 600 dpi four. */
export const MAX_BAND_BYTES = 36 * 1024 * 1024;

/** Bytes of bands that may wait for slow printers before no more is drawn ahead. */
export const BUFFERED_BAND_BYTES = 48 * 1024 * 1024;

/** Bytes of a band while so much waits: every further printer then adds no more than this. */
export const CROWDED_BAND_BYTES = 4 * 1024 * 1024;

/** Requests that may wait: at the 0.1 s of an ordinary document that is a minute's work; more is an attack or a stall. */
export const MAX_QUEUE = 500;

/**
 * Niceness of a worker that converts. At 5 the server and the previews have three times its share of a full machine; at 19 it
 * had a seventieth, and two busy neighbours made ordinary documents overrun their time.
 */
export const CONVERT_NICENESS = 5;

/** Bytes of a failing worker's last words that are kept for the log. */
export const STDERR_TAIL_BYTES = 2048;

/** Milliseconds a worker may finish what nobody waits for any more before it is killed: a page takes less, a new worker costs more. */
export const ABORT_GRACE_MS = 300;
