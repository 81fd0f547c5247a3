/** How often the starter looks whether a campaign step is due, in minutes. */
export const startsCampaignsEveryMinutes = 1;
