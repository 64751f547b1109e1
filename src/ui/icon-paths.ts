/** Stroked paths on a square of 24 units. */

export const clockIcon = 'M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z'
export const compassIcon = 'm15.5 8.5-2 5-5 2 2-5zM21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z'
export const doorIcon = 'M14 4h4a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-4M4 12h11m0 0-4-4m4 4-4 4'
export const peopleIcon =
  'M15 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM5 20a6.5 6.5 0 0 1 13 0M17 5.5a3.5 3.5 0 0 1 0 6'
export const plugIcon = 'M9 3v5m6-5v5M6 8h12v4a6 6 0 0 1-12 0zm6 10v3'
export const switchIcon = 'M6 8h12m0 0-3-3m3 3-3 3m3 5H6m0 0 3-3m-3 3 3 3'
export const toolsIcon = 'm14 7 3-3a4 4 0 0 1-5 6l-7 7 2.5 2.5 7-7a4 4 0 0 1 6-5l-3 3z'
