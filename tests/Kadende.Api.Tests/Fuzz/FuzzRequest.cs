using System.Net;
using System.Text;

namespace Kadende.Api.Tests.Fuzz;

/// <summary>Makes a request that no client should send, the same one for the same seed.</summary>
internal sealed class FuzzRequest(
    int seed,
    IReadOnlyList<(HttpMethod Method, string Path)> routes,
    IReadOnlyList<FuzzCaller> callers
)
{
    /// <summary>More than is taken.</summary>
    private const int TooMuch = 257 * 1024;

    private static readonly string[] Pieces =
    [
        "",
        "..",
        "%2e%2e",
        "%00",
        "%ff%fe",
        "%ed%a0%80",
        "true",
        "%2F",
        "a/b",
        "'",
        "\"",
        "<script>",
        "null",
        "-1",
        "99999999999999999999",
        "é",
        "\u202e",
        "$(id)",
        "' or 1=1",
        "PartitionKey eq 'x'",
        "*",
        "~",
        "|",
        "!",
        new('x', 300),
        "web",
        "default",
    ];

    private static readonly string[] Types =
    [
        "application/json",
        "application/json",
        "application/json",
        "application/yaml",
        "text/yaml",
        "text/plain",
        "application/json; charset=utf-16",
        "application/json; charset=utf-8",
        "multipart/form-data; boundary=x",
        "application/xml",
        ";;",
        "",
    ];

    private static readonly string[] Bodies =
    [
        "",
        "{",
        "[]",
        "null",
        "\"text\"",
        "{\"a\":{\"a\":{\"a\":[[[[[[]]]]]]}}}",
        "{\"size\": 1e999}",
        "{\"size\": -1, \"size\": 2}",
        "{\"name\": \"\\u0000\"}",
        "{\"name\": \"\\ud800\"}",
        "{\"\\udc00\": \"x\"}",
        "{\"value\": \"\\ud800x\"}",
        "{\"reason\": \"\\ude00\\ud83d\"}",
        "{\"name\": \"x\"}",
        "{\"name\": \"x\", \"role\": \"viewer\", \"for\": \"1h\"}",
        "{\"value\": \"x\"}",
        "{\"value\": 7}",
        "{\"role\": \"viewer\"}",
        "{\"role\": [\"admin\"]}",
        "{\"clusters\": -1}",
        "{\"url\": \"https://127.0.0.1/\", \"kinds\": [\"none\"]}",
        "{\"url\": \"https://hooks.example.org/\", \"kinds\": [\"NodeGone\"], \"clusters\": [\"x\"]}",
        "{\"enabled\": \"\"}",
        "{\"healthy\": false, \"reason\": \"x\"}",
        "{\"healthy\": false, \"reason\": \"\\ud800\"}",
        "{\"instanceId\": \"\\ud800\"}",
        "{\"reason\": \"x\", \"for\": \"1h\"}",
        "{\"size\": 3}",
        "{\"name\": \"x\", \"until\": \"9999-12-31T23:59:59.9999999Z\"}",
        "{\"name\": \"x\", \"for\": \"99999999999h\"}",
        "{\"role\": \"admin\", \"teams\": [null]}",
        "{\"generation\": 9223372036854775808}",
        "{\"url\": \"file:///etc/passwd\"}",
        "a: &a [*a, *a]",
        "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]",
        "? ? ?\n: - - -\n",
        "version: 1\nname: x\ngroups: {web: {size: 1, resourcePlugin: {name: simulated}}}",
        "version: 1\nname: x\ngroups: {web: {size: 99999999999, resourcePlugin: {name: nosuch}}}",
        "version: \"\\ud800\"\nname: x\ngroups: {web: {size: 1, resourcePlugin: {name: simulated}, labels: {a: \"\\udfff\"}}}",
        "version: !!binary aGk=\nname: !!python/object x\ngroups: 1",
        "version: 1\nname: x\ngroups: {web: {size: 1, resourcePlugin: {name: simulated, url: 'http://169.254.169.254/'}}}",
        "%YAML 9.9\n---\n",
        "\ufeff{}",
        "\t- x",
    ];

    private readonly Random _random = new(seed);

    /// <summary>How the body begins.</summary>
    private string _sent = "";

    /// <summary>Who sends it.</summary>
    public FuzzCaller Caller { get; } = callers[seed % callers.Count];

    public (HttpRequestMessage Message, string Told) Make(Uri address)
    {
        var (method, template) = Pick(routes);
        var path = string.Join('/', template.Split('/').Select(part => part.StartsWith('{') ? Name() : part));
        var query = _random.Next(2) == 0 ? $"?{Pick(Queries)}={Uri.EscapeDataString(Name())}" : "";
        var message = new HttpRequestMessage(Method(method), Target(address, path + query))
        {
            Version = HttpVersion.Version11,
        };
        AddHeaders(message, Caller.Token);
        if (message.Method != HttpMethod.Get && _random.Next(8) > 0)
        {
            message.Content = Content();
        }

        return (message, $"seed {seed}, {Caller.Name}: {message.Method} {message.RequestUri?.OriginalString} {_sent}");
    }

    private string Name() => _random.Next(2) == 0 ? Pick(Caller.Names) : Pick(Pieces);

    private static readonly string[] Queries =
    [
        "team",
        "team",
        "team",
        "after",
        "size",
        "from",
        "to",
        "kind",
        "follow",
        "plan",
        "group",
        "x",
    ];

    private HttpMethod Method(HttpMethod usual) =>
        _random.Next(20) == 0
            ? Pick([HttpMethod.Head, HttpMethod.Options, HttpMethod.Trace, new HttpMethod("BREW")])
            : usual;

    private static Uri Target(Uri address, string path) =>
        new(
            $"{address.GetLeftPart(UriPartial.Authority)}{path.Replace(' ', '+')}",
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );

    private void AddHeaders(HttpRequestMessage message, string token)
    {
        var bearer = _random.Next(10) switch
        {
            0 => "Bearer",
            1 => "Bearer kdn~u~admin~x~y",
            2 => $"Basic {token}",
            3 => "Bearer eyJhbGciOiJub25lIn0.e30.",
            _ => $"Bearer {token}",
        };
        message.Headers.TryAddWithoutValidation("Authorization", bearer);
        if (_random.Next(4) == 0)
        {
            message.Headers.TryAddWithoutValidation(Pick(HeaderNames), Pick(HeaderValues));
        }
    }

    private static readonly string[] HeaderNames =
    [
        "If-Match",
        "If-None-Match",
        "Accept",
        "Last-Event-ID",
        "X-Forwarded-For",
        "Content-Encoding",
        "Cookie",
        "X-Y",
    ];

    private static readonly string[] HeaderValues =
    [
        "*",
        "\"1\"",
        "\"99999999999999999999\"",
        "W/\"x\"",
        "gzip",
        ",,,",
        "text/event-stream;q=9",
        new('h', 4000),
        "../..",
        "",
    ];

    private ByteArrayContent Content()
    {
        var text = Pick(Bodies);
        var bytes = _random.Next(300) == 0 ? Encoding.UTF8.GetBytes(new string('x', TooMuch)) : Bytes(text);
        _sent = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 100)));
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", Pick(Types));
        return content;
    }

    private byte[] Bytes(string text) =>
        _random.Next(12) switch
        {
            0 => Encoding.Unicode.GetBytes(text),
            1 => [0xC3, 0x28, 0xA0, 0xA1],
            2 => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 50))),
            3 => Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 3000))),
            4 => Noise(),
            _ => Encoding.UTF8.GetBytes(text),
        };

    private byte[] Noise()
    {
        var bytes = new byte[_random.Next(1, 400)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
