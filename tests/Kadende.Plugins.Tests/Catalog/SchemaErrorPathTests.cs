using Kadende.Plugins.Catalog;

namespace Kadende.Plugins.Tests.Catalog;

public sealed class SchemaErrorPathTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("#/", "")]
    [InlineData("#/ports[0]", "ports/0")]
    [InlineData("#/a.b[3].c", "a/b/3/c")]
    [InlineData("#/env['a.b'].x", "env/a.b/x")]
    [InlineData(@"#/env['it\'s']", "env/it's")]
    [InlineData("#/['odd name']", "odd name")]
    [InlineData("#/[0][1]", "0/1")]
    public void Parse_Path_IsOurs(string? path, string expected) => Assert.Equal(expected, SchemaErrorPath.Parse(path));
}
