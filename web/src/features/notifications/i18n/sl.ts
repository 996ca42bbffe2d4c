export default {
  title: 'Obvestila', short: 'Novo', open: 'Obvestila', onlyUnread: 'Samo neprebrana', readAll: 'Vse prebrano', readAllLong: 'Označi vsa obvestila kot prebrana', read: 'Označi kot prebrano', markUnread: 'Označi kot neprebrano', isUnread: 'Neprebrano.',
  unread: '{n} neprebran zahtevek | {n} neprebrana zahtevka | {n} neprebrani zahtevki | {n} neprebranih zahtevkov', more: 'še {n} | še {n} | še {n} | še {n}', done: '{n} obvestilo je označeno kot prebrano | {n} obvestili sta označeni kot prebrani | {n} obvestila so označena kot prebrana | {n} obvestil je označenih kot prebranih',
  failed: 'Obvestil ni bilo mogoče naložiti', none: 'Zaenkrat nič', noneMore: 'Tu zveš, kar zadeva tebe: kaj ti je dodeljeno in kaj je napisano v tvojih zahtevkih in tistih, ki jim slediš.', allRead: 'Vse je prebrano',
  kind: { mention: 'Omenja te', assigned: 'Dodeljeno tebi', failed: 'Ni dostavljeno', reopened: 'Spet odprto', answered: 'Odgovor v stranski niti', review: 'Osnutek v pregled', message: 'Novo sporočilo', reply: 'Odgovor stranki', note: 'Nova opomba', woken: 'Nazaj iz odložitve' },
  prefs: {
    failed: 'Nastavitev obvestil ni bilo mogoče naložiti', what: 'Kaj', off: 'Tukaj', desktop: 'Na namizju', sound: 'Z zvokom',
    mail: 'Po pošti', mailMore: 'Pošta gre na {address}: kar nekaj časa ostane neprebrano, pride v enem sporočilu.', mailAfter: 'Pošta, ko je neprebrano', setUp: 'Nastavi poštni predal',
    missing: { sender: 'Pošta še ne prihaja: noben predal ne more pošiljati.', address: 'Pošta še ne prihaja: kdor skrbi za namestitev, mora nastaviti njen naslov, CENTRALA_PUBLIC_URL, da povezave vodijo sem.' },
    digest: 'Pregled po pošti', every: { never: 'Nikoli', daily: 'Vsak dan', weekly: 'Vsak teden' }, digestDay: 'Dan', digestHour: 'Ob', digestMore: 'Neprebrano, dodeljeno tebi in odprto ter številke, če jih smeš videti. Izostane, kadar ni česa povedati. Časovni pas: {zone}',
    ask: 'Dovoli na namizju', askMore: 'Brskalnik bo vprašal. Prikažejo se le, ko Centrala ni na očeh.', denied: 'Ta brskalnik ne kaže obvestil Centrale. Dovoli jih v nastavitvah strani.',
    unassigned: 'Nova nedodeljena pošta, na namizju', soundMine: 'Zvok samo za zahtevke, ki so dodeljeni tebi', volume: 'Glasnost', listen: 'Poslušaj',
    quiet: 'Mirne ure', quietMore: 'Nič na namizju, brez zvoka in brez pošte; pozneje to najdeš tukaj, neprebrano pa pride v enem sporočilu. Časovni pas: {zone}', from: 'Od', until: 'Do', days: 'Mir ves dan', zone: 'Uporabi {zone}',
  },
}
