using System.Text;
using Kadende.Plugins.Flavours.CloudInit;
using Kadende.Sdk.Flavours;
using Kadende.Sdk.Machines;

namespace Kadende.Plugins.Tests.Flavours;

public sealed class CloudInitFlavourTests
{
    private const string Packages = """{ "cloudConfig": { "packages": ["curl"], "runcmd": ["echo 'a'"] } }""";

    private readonly CloudInitFlavour _flavour = new();

    [Fact]
    public async Task Prepare_ConfigurationAlone_IsTheUserData() =>
        Assert.Equal(
            """
            #cloud-config
            {
              "packages": [
                "curl"
              ],
              "runcmd": [
                "echo 'a'"
              ]
            }

            """,
            (await FlavourBench.PrepareAsync(_flavour, Packages, null)).Init
        );

    [Fact]
    public async Task Prepare_BesideAScript_MakesAMultiPartOfBoth()
    {
        var init = (await FlavourBench.PrepareAsync(_flavour, Packages, "#!/bin/bash\necho hi\n")).Init!;

        var boundary = init.Split('"')[1];
        Assert.StartsWith(
            $"Content-Type: multipart/mixed; boundary=\"{boundary}\"\nMIME-Version: 1.0\n\n--{boundary}\n",
            init,
            StringComparison.Ordinal
        );
        Assert.Contains("Content-Type: text/x-shellscript; charset=\"utf-8\"\n", init, StringComparison.Ordinal);
        Assert.Contains("\n\n#!/bin/bash\necho hi\n\n--", init, StringComparison.Ordinal);
        Assert.Contains(
            "Content-Type: text/cloud-config; charset=\"utf-8\"\nMIME-Version: 1.0\n"
                + "X-Merge-Type: list(append)+dict(no_replace,recurse_list)+str()\n",
            init,
            StringComparison.Ordinal
        );
        Assert.EndsWith($"\n--{boundary}--\n", init, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_SecondFlavour_AddsItsPartToTheSameMultiPart()
    {
        var first = (await FlavourBench.PrepareAsync(_flavour, Packages, "#cloud-config\nusers: []\n")).Init;
        var second = (await FlavourBench.PrepareAsync(_flavour, """{ "script": "echo two" }""", first)).Init!;

        Assert.Equal(2, Count(second, "text/cloud-config;"));
        Assert.Equal(1, Count(second, "text/x-shellscript;"));
        Assert.Equal(1, Count(second, "Content-Type: multipart/mixed"));
        Assert.Contains("\n\n#!/bin/sh\necho two\n\n--", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prepare_OtherThanAscii_IsSentAsBase64()
    {
        var init = (
            await FlavourBench.PrepareAsync(_flavour, """{ "script": "echo grüß" }""", "#!/bin/sh\necho a\n")
        ).Init!;

        Assert.Contains("Content-Transfer-Encoding: base64\n\n", init, StringComparison.Ordinal);
        Assert.Contains(
            Convert.ToBase64String(Encoding.UTF8.GetBytes("#!/bin/sh\necho grüß")),
            init,
            StringComparison.Ordinal
        );
        Assert.True(init.All(char.IsAscii));
    }

    [Fact]
    public async Task Prepare_Again_GivesTheSame() =>
        Assert.Equal(
            (await FlavourBench.PrepareAsync(_flavour, Packages, "#!/bin/sh\necho a\n")).Init,
            (await FlavourBench.PrepareAsync(_flavour, Packages, "#!/bin/sh\necho a\n")).Init
        );

    [Theory]
    [InlineData(0, "status: done", "Done { }")]
    [InlineData(2, "status: done\nextended_status: degraded done", "Done { }")]
    [InlineData(0, "status: running", "Working { What = cloud-init: running }")]
    [InlineData(0, "status: not started", "Working { What = cloud-init: not started }")]
    [InlineData(
        1,
        "status: error\ndetail:\nno package curl",
        "Failed { Reason = cloud-init ended with an error: no package curl }"
    )]
    [InlineData(127, "sh: cloud-init: not found", "Failed { Reason = cloud-init is not installed on the machine }")]
    public async Task Provision_Wait_GoesByTheStatus(int code, string output, string answer)
    {
        var shell = new ScriptedShell(_ => new ExecResult(code, output));

        var said = await _flavour.ProvisionAsync(
            FlavourBench.Call("""{ "script": "a", "wait": true }""", shell),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(answer, said.ToString());
    }

    [Fact]
    public async Task Provision_NoWait_IsDone() =>
        Assert.IsType<FlavourAnswer.Done>(
            await _flavour.ProvisionAsync(
                FlavourBench.Call("""{ "script": "a" }""", null),
                TestContext.Current.CancellationToken
            )
        );

    [Fact]
    public async Task Validate_TextWithoutItsFirstLine_IsAFault()
    {
        var fault = Assert.Single(await FlavourBench.FaultsAsync(_flavour, """{ "cloudConfig": "packages: []" }"""));

        Assert.Equal(("cloudConfig", "The first line must be '#cloud-config'."), (fault.Path, fault.Message));
        Assert.Empty(await FlavourBench.FaultsAsync(_flavour, """{ "cloudConfig": "#cloud-config\npackages: []" }"""));
        Assert.Empty(await FlavourBench.FaultsAsync(_flavour, Packages));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
