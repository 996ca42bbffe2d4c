export default {
  ask: 'Poproś o przejrzenie', askText: 'Zobaczą, co tu jest napisane, i mogą to zmienić, zatwierdzić albo oddać. Wysyłasz ty.', againText: 'Już prosisz tu o przejrzenie. Zobaczą szkic w obecnej postaci.', whom: 'Kto ma przejrzeć', team: 'zespół', nobody: 'Nikt inny nie widzi tego zgłoszenia.', comment: 'Słowo o szkicu', nothing: 'Najpierw coś napisz.', go: 'Poproś', again: 'Udostępnij ponownie', shared: 'Dostali prośbę o przejrzenie', sharedAgain: 'Szkic udostępniono w obecnej postaci', failed: 'Nie udało się wczytać osób',
  of: 'Szkic: {name}', by: 'Do przejrzenia: {names}', changed: 'Zmiana: {name}', state: { asked: 'Do przejrzenia', approved: 'Zatwierdzony', returned: 'Oddany' },
  approve: 'Zatwierdź', return: 'Oddaj', take: 'Przejmij', edit: 'Zmień szkic', text: 'Szkic', save: 'Zapisz', withdraw: 'Wycofaj', say: 'Dodaj', conflict: 'Ktoś zmienił to w międzyczasie. Oto ta wersja; ponowny zapis zastąpi ją twoją.',
  done: { approved: 'Szkic zatwierdzono', returned: 'Szkic oddano', said: 'Dodano słowo', withdrawn: 'Szkic nie jest już udostępniony' },
  event: { asked: 'prośba o przejrzenie szkicu', approved: 'zatwierdzenie szkicu', returned: 'oddanie szkicu' },
}
