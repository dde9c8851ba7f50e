using System.Globalization;

namespace Kadende.Benchmarks;

/// <summary>What stands on the command line: a command, words by their place, and options.</summary>
internal sealed class Arguments
{
    private static readonly string[] Numbers = ["--repeats", "--passes"];

    private readonly List<string> _words = [];
    private readonly Dictionary<string, int> _options = new(StringComparer.Ordinal);

    public string Command { get; private init; } = "";

    public bool OnDisk { get; private set; }

    public static Arguments Parse(string[] args)
    {
        var arguments = new Arguments { Command = args.FirstOrDefault() ?? "" };
        for (var i = 1; i < args.Length; i++)
        {
            if (args[i] == "--disk")
            {
                arguments.OnDisk = true;
            }
            else if (Numbers.Contains(args[i]))
            {
                arguments._options[args[i]] = ReadNumber(args[i], i + 1 < args.Length ? args[++i] : "");
            }
            else
            {
                arguments._words.Add(args[i]);
            }
        }

        return arguments;
    }

    public string Choice(int place, params string[] choices)
    {
        var word = _words.ElementAtOrDefault(place) ?? choices[0];
        return choices.Contains(word)
            ? word
            : throw new UsageException($"'{word}' is not one of {string.Join(", ", choices)}.");
    }

    public int Number(int place, string name, int usual) =>
        _words.ElementAtOrDefault(place) is { } word ? ReadNumber(name, word) : usual;

    public int Option(string name, int usual) => _options.GetValueOrDefault(name, usual);

    private static int ReadNumber(string name, string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{name} is '{word}'; it must be a whole number from 1 up.");
}
