export default {
  start: 'Kolejka: następne czekające', next: 'Następne', skip: 'Pomiń', stop: 'Zakończ kolejkę', name: 'Kolejka', done: 'zrobione: {n} | zrobione: {n} | zrobione: {n}', left: 'zostało: {n} | zostało: {n} | zostało: {n}', passed: 'pominięte: {n} | pominięte: {n} | pominięte: {n}', progress: 'Postęp kolejki', over: 'Wszystko zrobione', nothing: 'Nic tu nie czeka na odpowiedź.', back: 'Wróć do listy',
  why: 'Dlaczego pomijasz?', whyText: 'Wróci do tego, kto je weźmie. Przez osiem godzin nie dostaniesz go ponownie.', note: 'Słowo do zespołu', noteNeeded: 'Napisz w kilku słowach dlaczego.', go: 'Pomiń', skipped: 'Pominięto: #{number}',
  reason: { not_mine: 'Nie moja dziedzina', too_hard: 'Trzeba kogoś, kto wie więcej', waits: 'Czeka na coś innego', unclear: 'Nie rozumiem tego', other: 'Inny powód' },
  skips: 'Pominięte', skipsText: 'Co pominięto w kolejce i dlaczego.', who: 'Kto', what: 'Zgłoszenie', reasonIs: 'Powód', at: 'Kiedy', empty: 'Nikt niczego nie pominął', more: 'Pokaż więcej', failed: 'Nie udało się wczytać listy', event: 'pominięcie: {reason}',
}
