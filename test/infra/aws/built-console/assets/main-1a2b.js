document.title = 'Rekindle';
