/** Where the user was when they were signed out for being idle: the hosted UI returns to the home page. */
export const idlePlaceKey = 'toyseven.idle-place'
