using System.Text.RegularExpressions;
using Kadende.TestKit;
using Xunit;

namespace Kadende.Functions.Tests.Passes;

/// <summary>
/// Durable replays <c>ClusterPass</c> too, which stands in a project that has clocks and I/O of its own: what orchestrators may not use is
/// looked for in its text.
/// </summary>
public sealed partial class ReplayedSourceTests
{
    private static readonly string[] Lists = ["BannedInOrchestrators.txt", "BannedSymbols.txt"];
    private static readonly string Source = Read("src", "Kadende.Runtime", "Passes", "ClusterPass.cs");

    public static TheoryData<string> Banned =>
        [
            .. Lists
                .SelectMany(list => Read("eng", list).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Select(WordOf)
                .Append("TimeProvider")
                .Append("HttpClient")
                .Distinct(),
        ];

    [Theory]
    [MemberData(nameof(Banned))]
    public void ClusterPass_Text_NamesNothingThatOrchestratorsMayNotUse(string word) =>
        Assert.DoesNotMatch($@"\b{Regex.Escape(word)}\b", Source);

    [Fact]
    public void ClusterPass_Text_WaitsForItsPortOnly() =>
        Assert.All(
            Waits().Matches(Source),
            wait => Assert.Matches(@"^(port\.\w+|Task\.WhenAll|StaysAsync)$", wait.Groups["for"].Value)
        );

    /// <summary>As the code would write it: the type, or the type and its member.</summary>
    private static string WordOf(string entry)
    {
        var (kind, name) = (entry[0], entry[2..].Split(';', '(')[0]);
        var parts = name.Split('.');
        return kind switch
        {
            'T' => parts[^1],
            'N' => name,
            _ => string.Join('.', parts[^2..]),
        };
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Repository.Top, .. path]));

    [GeneratedRegex(@"\bawait (?<for>[\w.]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Waits();
}
