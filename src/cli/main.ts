process.stdout.write('newsmark\n');
