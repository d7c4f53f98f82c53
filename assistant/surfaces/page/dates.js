// Days as people write them. A day of the archive is `YYYY-MM-DD`, and belongs to no time zone.

const DAY = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };

const format = (options) => new Intl.DateTimeFormat("en-GB", options);
const full = format(DAY);
const long = format({ ...DAY, month: "long" });
const short = format({ day: "numeric", month: "short", timeZone: "UTC" });
const month = format({ month: "long", year: "numeric", timeZone: "UTC" });
const moment = format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

const parsed = (day) => new Date(`${day}T00:00:00Z`);

/** "23 Jan 2023". */
export const inFull = (day) => full.format(parsed(day));

/** "23 January 2023". */
export const inWords = (day) => long.format(parsed(day));

/** "23 Jan". */
export const dayAndMonth = (day) => short.format(parsed(day));

/** "January 2023". */
export const monthOf = (day) => month.format(parsed(day));

/** Milliseconds, for a place on an axis. */
export const onAxis = (day) => parsed(day).getTime();

/** "23 Jan 2023, 14:05", of a moment with its time zone, as the reader's clock has it. */
export function atMoment(stamp) {
  const at = new Date(stamp);
  return Number.isNaN(at.getTime()) ? "" : moment.format(at);
}
