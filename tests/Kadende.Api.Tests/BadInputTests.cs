using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Kadende.Api.Tests;

public sealed class BadInputTests(ApiFixture fixture) : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host = fixture.Host;
    private readonly string _name = Specs.NewName();

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/yaml; charset=utf-16")]
    [InlineData(null)]
    public async Task Post_WrongContentType_IsRefusedAndSaysWhatIsTaken(string? type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Specs.Of(_name)));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        var answer = await _host.Admin.SendAsync(HttpMethod.Post, "/api/clusters", content, []);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Contains("application/yaml", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-yaml")]
    [InlineData("text/yaml; charset=utf-8")]
    public async Task Post_OtherNamesOfYaml_AreTaken(string type)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Specs.Of(_name)));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await _host.Admin.SendAsync(HttpMethod.Post, "/api/clusters", content, []);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Post_CompressedBody_IsRefused()
    {
        var content = new StringContent(Specs.Of(_name), Encoding.UTF8, "application/yaml");
        content.Headers.ContentEncoding.Add("gzip");

        var answer = await _host.Admin.SendAsync(HttpMethod.Post, "/api/clusters", content, []);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_257KiB_IsTooLarge(bool chunked)
    {
        var spec = $"{Specs.Of(_name)}\n# {new string('x', 257 * 1024)}";
        var content = new StringContent(spec, Encoding.UTF8, "application/yaml");
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, "/api/clusters"))
        {
            Content = content,
        };
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiHost.AdminToken);

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var answer = await Answer.ReadAsync(response, TestContext.Current.CancellationToken);
        Assert.Contains("256 KiB", answer.Detail, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
    }

    [Fact]
    public async Task Post_JustFits_IsTaken()
    {
        var spec = $"{Specs.Of(_name)}\n# ";
        spec += new string('x', (256 * 1024) - spec.Length);

        var answer = await _host.Admin.PostAsync("/api/clusters", spec);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Post_NotUtf8_SaysWhichByte()
    {
        var content = new ByteArrayContent([(byte)'a', 0xC3, 0x28]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/yaml");

        var answer = await _host.Admin.SendAsync(HttpMethod.Post, "/api/clusters", content, []);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("byte 2", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ByteOrderMark_IsNoFault()
    {
        var answer = await _host.Admin.PostAsync("/api/clusters", $"\uFEFF{Specs.Of(_name)}");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("- a\n- b")]
    public async Task Post_TextThatIsNoSpec_IsAFault(string text)
    {
        var answer = await _host.Admin.PostAsync("/api/clusters", text);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotEmpty(answer.Json["faults"]!.AsArray());
    }

    [Fact]
    public async Task Post_BodyCutShort_StoresNothing()
    {
        var body = Specs.Of(_name);

        await SendRawAsync($"Content-Length: {body.Length + 50}\r\n\r\n{body}");

        Assert.Equal(HttpStatusCode.NotFound, (await _host.Admin.GetAsync($"/api/clusters/{_name}")).Status);
    }

    [Fact]
    public async Task Post_BrokenChunks_IsABadRequestAndStoresNothing()
    {
        var body = Specs.Of(_name);

        var status = await SendRawAsync(
            $"Transfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n{body}\r\nno chunk\r\n",
            stays: true
        );

        Assert.StartsWith("HTTP/1.1 400", status, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Admin.GetAsync($"/api/clusters/{_name}")).Status);
    }

    [Fact]
    public async Task Post_UnknownProvider_IsAFaultAtItsLine()
    {
        var spec = Specs.Of(_name).Replace("simulated", "nowhere", StringComparison.Ordinal);

        var answer = await _host.Admin.PostAsync("/api/clusters", spec);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var faults = answer.Json["faults"]!.AsArray();
        Assert.Equal([6, 10], faults.Select(fault => (int)fault!["line"]!));
        Assert.All(faults, fault => Assert.Contains("nowhere", (string?)fault!["message"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_FaultsOfLanguageAndPlugins_ComeTogetherInOrder()
    {
        var spec = Specs.Of(_name, size: 10_001).Replace("name: simulated }\nback", "", StringComparison.Ordinal);
        spec = spec[..spec.LastIndexOf("simulated", StringComparison.Ordinal)] + "nowhere }";

        var answer = await _host.Admin.PostAsync("/api/clusters", spec);

        Assert.Equal([5, 10], answer.Json["faults"]!.AsArray().Select(fault => (int)fault!["line"]!));
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("..%2f..")]
    [InlineData("a'b")]
    [InlineData("%00")]
    public async Task Get_NameThatIsNone_IsNotFound(string name)
    {
        var answer = await _host.Admin.GetAsync($"/api/clusters/{name}");

        Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
    }

    /// <summary>Sends the rest of a request as it stands, and says that there is no more to come.</summary>
    /// <returns>The first line of the answer; empty when there is none.</returns>
    private async Task<string> SendRawAsync(string rest, bool stays = false)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Address.Host, _host.Address.Port, token);
        var stream = client.GetStream();
        var head =
            $"POST /api/clusters HTTP/1.1\r\nHost: kadende\r\nAuthorization: Bearer {ApiHost.AdminToken}\r\n"
            + "Content-Type: application/yaml\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + rest), token);
        if (!stays)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(token) ?? "";
    }
}
