/** Like those of icon-paths.ts. The first chunk has this one only. */
export const alertIcon = 'M12 8v5m0 3.5v.01M10.3 4 2.8 17a2 2 0 0 0 1.7 3h15a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0z'
