/** The pages that Cognito does not have are below this path. */
export const localPrefix = '/__local'

export const stylePath = '/__local/pool.css'

export const iconPath = '/__local/icon.svg'
