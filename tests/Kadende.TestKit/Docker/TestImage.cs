namespace Kadende.TestKit.Docker;

/// <summary>An image with a shell and little else, made from this machine's own programs: nothing has to be downloaded.</summary>
public static class TestImage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task ImportAsync(IContainerEngine engine, string image)
    {
        var root = Directory.CreateTempSubdirectory("kadende-image-").FullName;
        try
        {
            var result = await engine.Shell.ExecAsync(
                $$"""
                set -e
                mkdir -p {{root}}/bin {{root}}/tmp
                for name in sh sleep cat; do
                  program=$(command -v $name)
                  cp -L "$program" {{root}}/bin/$name
                  for library in $(ldd "$program" | grep -o '/[^ ]*'); do
                    mkdir -p "{{root}}$(dirname "$library")"
                    cp -L "$library" "{{root}}$library"
                  done
                done
                tar -C {{root}} -c . | docker import -c 'CMD ["/bin/sleep","3600"]' -c 'LABEL of.image=yes' - {{image}}
                """,
                Patience,
                CancellationToken.None
            );
            if (result.ExitCode != 0)
            {
                throw new InvalidOperationException($"No image could be made: {result.Output}");
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
