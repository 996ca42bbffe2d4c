export default {
  title: 'Številke', period: 'Obdobje', narrow: 'Zoži številke', last: 'Zadnji {n} dan | Zadnja {n} dneva | Zadnji {n} dnevi | Zadnjih {n} dni', from: 'Od dne', until: 'Do dne', export: 'Izvozi kot CSV', failed: 'Številk ni bilo mogoče naložiti',
  inbox: 'Nabiralnik', team: 'Ekipa', person: 'Oseba', allInboxes: 'Vsi nabiralniki', allTeams: 'Vse ekipe', none: 'Brez', nobody: 'Nihče', reason: 'Razlog stika', noReason: 'Brez razloga', noTeam: 'Brez ekipe', nothing: 'V tem obdobju ni ničesar.', days: 'd', day: 'Dan', byDay: 'Po dnevih',
  received: 'Prejeto', answered: 'Odgovorjeno', replies: 'Odgovori', firsts: 'Prvi odgovori', first: 'Prvi odgovor', firstShort: 'Prvi odgovor', waitingShort: 'Čaka', unanswered: 'Brez odgovora',
  longer: 'dlje od {n} ure | dlje od {n} ur | dlje od {n} ur | dlje od {n} ur', median: 'mediana', share: '{share} % prejetih', slowest: 'Devet od desetih v {time}', versus: 'glede na enako obdobje prej', now: 'Zdaj, ne glede na obdobje',
  where: 'Po zdajšnjem stanju zahtevka', who: 'Odgovori, poslani v tem obdobju', how: 'Kako se šteje »{name}«', dayTitle: '{day}: prejeto {received}, odgovorjeno {answered}',
  text: {
    received: 'Zahtevki, ki so jih stranke odprle v teh dneh. Neželeno, avtomati in uvožena pošta ne štejejo; združeni štejejo enkrat.',
    answered: 'Na koliko prejetih je do zdaj odgovoril človek, kadar koli je že to bilo. Opombe in potrdila niso odgovori.',
    first: 'Od prvega sporočila stranke do odhoda prvega odgovora človeka. Šteje vsaka ura, tudi noči in konci tedna.',
    unanswered: 'Novi ali odprti zahtevki, v katerih je zadnja pisala stranka, in to prej, kot je izbrano. Zahtevki, ki čakajo stranko, ne štejejo.',
  },
  formula: { received: 'število(odprla stranka)', answered: 'število(prejeti z odgovorom)', first: 'mediana(prvi odgovor − prvo sporočilo)', unanswered: 'število(novi ali odprti, zdaj − zadnje sporočilo stranke > {hours} h)' },
}
