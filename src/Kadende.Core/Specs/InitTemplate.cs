using System.Globalization;
using System.Text;
using Kadende.Core.Specs.Language;
using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs;

/// <summary>
/// The template language of <c>init</c>: <c>{{ name }}</c> gives a value, <c>{{ "text" }}</c> gives the text itself, so that
/// <c>{{ "{{" }}</c> writes two braces. Everything else stays as it is.
/// </summary>
public static class InitTemplate
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string Peers = "peers";

    /// <summary>The value that is a secret of its own for each machine.</summary>
    public const string HeartbeatToken = "node.heartbeatToken";

    /// <summary>The value that not every installation has.</summary>
    public const string HeartbeatUrl = "node.heartbeatUrl";

    private static readonly Dictionary<string, Func<InitContext, string>> Values = new(StringComparer.Ordinal)
    {
        ["node.id"] = context => context.NodeId,
        ["node.slot"] = context => context.Slot,
        [HeartbeatToken] = context => context.HeartbeatToken ?? throw Missing(HeartbeatToken),
        [HeartbeatUrl] = context => context.HeartbeatUrl ?? throw Missing(HeartbeatUrl),
        ["group.path"] = context => context.Group.Value,
        ["group.size"] = context => context.GroupSize.ToString(CultureInfo.InvariantCulture),
        ["cluster.id"] = context => context.ClusterId,
        ["cluster.name"] = context => context.ClusterName,
    };

    /// <summary>Fills in the values.</summary>
    /// <param name="init">A template that <see cref="SpecReader"/> accepted.</param>
    /// <exception cref="FormatException">The template has a fault.</exception>
    public static string Render(string init, InitContext context)
    {
        var text = new StringBuilder(init.Length);
        foreach (var part in Split(init))
        {
            text.Append(
                part switch
                {
                    Part.Literal literal => literal.Text,
                    Part.Value value => Values[value.Name](context),
                    Part.Wrong wrong => throw new FormatException(wrong.Message),
                    _ => throw new InvalidOperationException($"A template has no {part.GetType().Name}."),
                }
            );
        }

        return text.ToString();
    }

    /// <summary>Whether a template asks for this value.</summary>
    public static bool Speaks(string? init, string name) =>
        init is not null && Split(init).OfType<Part.Value>().Any(value => value.Name == name);

    /// <summary>What is wrong with a template, in the order of its text.</summary>
    internal static IEnumerable<string> FaultsOf(string init) =>
        Split(init).OfType<Part.Wrong>().Select(wrong => wrong.Message);

    private static FormatException Missing(string name) => new($"Nobody knows the {name} here.");

    private static IEnumerable<Part> Split(string init)
    {
        var at = 0;
        while (init.IndexOf(Open, at, StringComparison.Ordinal) is >= 0 and var open)
        {
            yield return new Part.Literal(init[at..open]);
            var (part, end) = ReadBraces(init, open);
            yield return part;
            at = end;
        }

        yield return new Part.Literal(init[at..]);
    }

    /// <summary>What stands in the braces that open at <paramref name="open"/>, and where the text goes on.</summary>
    private static (Part Part, int End) ReadBraces(string init, int open)
    {
        var from = open + Open.Length;
        var inside = init.AsSpan(from).TrimStart();
        var begin = init.Length - inside.Length;
        if (inside.StartsWith('"') && init.IndexOf('"', begin + 1) is >= 0 and var quote)
        {
            var rest = init.AsSpan(quote + 1).TrimStart();
            if (rest.StartsWith(Close))
            {
                return (new Part.Literal(init[(begin + 1)..quote]), init.Length - rest.Length + Close.Length);
            }
        }

        var close = init.IndexOf(Close, from, StringComparison.Ordinal);
        if (close < 0)
        {
            return (Wrong(init, open, "'{{' is never closed by '}}'"), init.Length);
        }

        var name = init[from..close].Trim();
        return (PartOf(init, open, name), close + Close.Length);
    }

    private static Part PartOf(string init, int open, string name)
    {
        var isPeers = name == Peers || name.StartsWith(Peers + ".", StringComparison.Ordinal);
        return Values.ContainsKey(name) ? new Part.Value(name)
            : isPeers && NotSupportedYet.Contains($"init.{Peers}")
                ? Wrong(init, open, $"'{Peers}' is not supported yet in 'init'")
            : Wrong(
                init,
                open,
                $"{Wording.Quote(name)} is not known in 'init'; known are {string.Join(", ", Values.Keys)}"
            );
    }

    private static Part.Wrong Wrong(string init, int open, string what)
    {
        var place = Place.Of(init, open);
        return new Part.Wrong(
            $"{what} (line {place.Line} of the script, column {place.Column}). To keep two braces in the script, write {{{{ \"{{{{\" }}}}."
        );
    }

    private abstract record Part
    {
        private Part() { }

        public sealed record Literal(string Text) : Part;

        public sealed record Value(string Name) : Part;

        public sealed record Wrong(string Message) : Part;
    }
}
