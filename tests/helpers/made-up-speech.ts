/** A speech that nobody gave, for tests of the reading desk: thirty sentences, of which some are promises. */
export const madeUpSpeech = `Address to the Conference on Mountain Roads

Bergen, 26 May 2025

Mr President, distinguished delegates, it is a pleasure to welcome you to Bergen. The mountains around this city are old, and the roads across them are not. Eleven years ago a landslide closed the pass for a whole winter. Many of you remember that winter. Nobody was hurt, and the villages on the other side were supplied by air.

Since then much has been done. The tunnel was opened in 2019 after six years of work. Traffic has doubled since it was opened. Last year 84 lorries a day crossed the pass, where there had been 40. These are good figures, but figures do not keep a road open.

Norway will build three avalanche shelters on the western road by the end of 2027. Work on the first of them began this month. We will also train 250 road guards from Iceland within two years. Experience shows that a trained guard is worth more than any sensor.

Allow me a word about money. Last year the fund received 12 million kroner, which was less than it needed. We pledge to contribute 45 million kroner to the fund for mountain roads in 2026. Others have asked whether that is enough. It is not enough, and it was never meant to be.

The second matter is that of maps. Our maps of the glaciers are twenty years old. We intend to publish new maps of all glaciers above the road by 2028. They were asked for by the mountain guides of both countries. What a guide does not know, a traveller should not have to find out.

Some have said that such conferences are held and forgotten. Perhaps that was so in the past. We will report to this conference on the state of the western road every year until 2030. The report of last year was read by few.

I thank the people of Bergen for their patience with our motorcades. The weather has been kind to us so far. May the talks of this week be as clear as the sky above them. Thank you.
`;
