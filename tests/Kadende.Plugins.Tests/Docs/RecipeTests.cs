using System.Text.RegularExpressions;

namespace Kadende.Plugins.Tests.Docs;

public sealed partial class RecipeTests
{
    [Theory]
    [InlineData("docs/add-a-provider.md")]
    [InlineData("docs/add-a-health-check.md")]
    [InlineData("docs/add-a-flavour.md")]
    public async Task Recipe_Paths_Exist(string recipe)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(Repository.Top, recipe),
            TestContext.Current.CancellationToken
        );

        var paths = PathInText().Matches(text).Select(match => match.Groups["path"].Value).ToList();

        Assert.True(paths.Count >= 5, "The recipe names no files.");
        Assert.All(
            paths,
            path => Assert.True(File.Exists(Path.Combine(Repository.Top, path)), $"{path} does not exist.")
        );
    }

    [GeneratedRegex("`(?<path>(src|tests|docs)/[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathInText();
}
